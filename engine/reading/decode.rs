//! From bytes to text: UTF-8, or GB18030 as Excel in China writes it.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

/// Reads `bytes` of the file `name` as text.
///
/// A byte order mark is dropped. Bytes that are not UTF-8 are tried as GB18030, which is
/// said in a note. Returns `None`, with an error in `sink`, when they are neither.
pub fn decode(name: &str, bytes: &[u8], sink: &mut Sink) -> Option<Arc<SourceFile>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(SourceFile::new(name, text));
    }
    let nul = bytes.contains(&0);
    let (text, had_errors) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    let file = SourceFile::new(name, if nul || had_errors { "" } else { &text });
    let place = Place::whole(&file);
    if nul || had_errors {
        let found = if nul {
            "含有二进制内容"
        } else {
            "不是 UTF-8，也不是 GB18030"
        };
        sink.push(
            Diagnostic::error(Code::NotText, format!("{name} {found}，读不出文字"))
                .at(&place)
                .help("在 Excel 中另存为“CSV UTF-8（逗号分隔）”，或用文本编辑器另存为 UTF-8"),
        );
        return None;
    }
    sink.push(
        Diagnostic::note(Code::Gb18030, format!("{name} 不是 UTF-8，已按 GB18030 读入"))
            .at(&place)
            .help("核对下文的汉字无误；建议另存为 UTF-8，以免换机器后乱码"),
    );
    Some(file)
}
