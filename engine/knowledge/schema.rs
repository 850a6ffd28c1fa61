//! JSON Schemas of the files, made from the types that read them: for editors, and for the
//! guide's tables of fields.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use super::area::WrittenAreas;
use super::catalogue::{WrittenCatalogue, WrittenExemptions};
use super::coefficient::WrittenCoefficients;
use super::handbook::WrittenEdition;
use super::industry::{WrittenIndicators, WrittenIndustry};
use super::method::WrittenMethod;
use super::policy::{WrittenBenchmark, WrittenPolicy};
use super::registry::{WrittenPollutant, WrittenUnit};
use super::source::WrittenSource;
use super::standard::WrittenStandard;
use super::technique::WrittenTechnique;

/// The schema of one kind of file.
#[derive(Debug, Clone)]
pub struct FileSchema {
    /// Name of the schema: `technology`.
    pub name: &'static str,
    /// 文件种类.
    pub title: &'static str,
    /// Which files it is for, below knowledge/.
    pub files: &'static [&'static str],
    /// The schema.
    pub schema: Value,
}

/// The schemas of all kinds of file, in the order of the guide.
#[must_use]
pub fn schemas() -> Vec<FileSchema> {
    vec![
        of::<Vec<WrittenSource>>("sources", "来源", &["sources.yaml"]),
        of::<Vec<WrittenUnit>>("units", "单位", &["units.yaml"]),
        of::<Vec<WrittenPollutant>>("pollutants", "污染物", &["pollutants.yaml"]),
        of::<Vec<WrittenBenchmark>>("benchmarks", "对照数据", &["benchmarks.yaml"]),
        of::<WrittenStandard>("standard", "标准", &["standards/*.yaml"]),
        of::<WrittenPolicy>("policy", "政策", &["policies/*.yaml"]),
        of::<WrittenMethod>("method", "方法", &["methods/*.yaml"]),
        of::<WrittenIndustry>("industry", "行业", &["industries/*/industry.yaml"]),
        of::<WrittenCoefficients>(
            "coefficients",
            "系数",
            &[
                "industries/*/coefficients.yaml",
                "hazardous-waste/coefficients.yaml",
                "domestic/*.yaml",
                "nonpoint/*.yaml",
                "shipping/*.yaml",
            ],
        ),
        of::<WrittenTechnique>(
            "technology",
            "技术",
            &[
                "industries/*/technologies/*.yaml",
                "*/measures/*.yaml",
                "hazardous-waste/routes/*.yaml",
                "remedies/*/*.yaml",
            ],
        ),
        of::<WrittenIndicators>(
            "indicators",
            "指标",
            &["industries/*/cleaner-production.yaml", "parks/*.yaml"],
        ),
        of::<WrittenCatalogue>(
            "catalogue",
            "废物名录",
            &["hazardous-waste/catalogue.yaml"],
        ),
        of::<WrittenExemptions>(
            "exemptions",
            "豁免",
            &["hazardous-waste/exemptions.yaml"],
        ),
        of::<WrittenAreas>("areas", "特别管控区域", &["areas/*.yaml"]),
        of::<WrittenEdition>("edition", "手册版本", &["handbook/*/edition.yaml"]),
    ]
}

fn of<T: JsonSchema>(
    name: &'static str,
    title: &'static str,
    files: &'static [&'static str],
) -> FileSchema {
    let generator: SchemaGenerator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    close(&mut schema);
    if let Value::Object(schema) = &mut schema {
        schema.insert("title".to_owned(), Value::String(title.to_owned()));
    }
    FileSchema { name, title, files, schema }
}

/// No object takes a key that it does not name.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("properties").is_some_and(Value::is_object) {
                map.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            // English notes of developers are none of an editor's business.
            let described = map.contains_key("type") && map.contains_key("properties");
            if described {
                map.remove("description");
            }
            map.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
