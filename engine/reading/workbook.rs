//! The first sheet of an XLSX workbook, as the CSV text that it stands for.
//!
//! Line and column of a message are then the row and column of the sheet.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

/// Reads `bytes` of the workbook `name`; faults go to `sink`.
pub fn workbook(name: &str, bytes: &[u8], sink: &mut Sink) -> Option<Arc<SourceFile>> {
    match text(bytes) {
        Ok(text) => Some(SourceFile::new(name, &text)),
        Err(reason) => {
            let place = Place::whole(&SourceFile::new(name, ""));
            sink.push(
                Diagnostic::error(
                    Code::NotText,
                    format!("{name} 读不出工作表：{reason}"),
                )
                .at(&place)
                .help("在 Excel 中打开后另存为“Excel 工作簿（.xlsx）”或 CSV；不要加密码"),
            );
            None
        }
    }
}

fn text(bytes: &[u8]) -> Result<String, String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let sheet = book.worksheet_range_at(0).ok_or("工作簿里没有工作表")?;
    let sheet = sheet.map_err(|e| e.to_string())?;
    let (_, right) = sheet.end().unwrap_or_default();
    let bottom = sheet.end().map_or(0, |(bottom, _)| bottom + 1);
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in 0..bottom {
        let cells = (0..=right)
            .map(|column| sheet.get_value((row, column)).map(cell).unwrap_or_default());
        csv.write_record(cells).map_err(|e| e.to_string())?;
    }
    let bytes = csv.into_inner().map_err(|e| e.to_string())?;
    String::from_utf8(bytes).map_err(|e| e.to_string())
}

/// As one would type it: a whole day without its hour, a number without a useless point.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::DateTime(when) if when.is_datetime() => {
            let (year, month, day, hour, minute, _, _) = when.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute) == (0, 0) {
                date
            } else {
                format!("{date} {hour:02}:{minute:02}")
            }
        }
        other => other.to_string(),
    }
}
