//! How wide text is, estimated without a font: enough to weigh columns and place labels.

/// Whether `c` fills a whole em: Chinese characters and full-width signs.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}'
        | '‘' | '’' | '“' | '”' | '—' | '…' | '·' | '×' | '≥' | '≤' | '±'
        | '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{24FF}')
}

/// Whether `c` takes no room.
pub(crate) fn is_ignorable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{202A}'..='\u{202E}')
}

/// The width of `c` in em.
pub(crate) fn of_char(c: char) -> f64 {
    match c {
        c if is_ignorable(c) => 0.0,
        c if is_wide(c) => 1.0,
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' => 0.28,
        '-' | '(' | ')' | '/' | 'f' | 't' | 'r' | 'I' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.9,
        c if c.is_ascii_uppercase() => 0.68,
        _ => 0.56,
    }
}

/// The width of `text` in em.
pub(crate) fn of(text: &str) -> f64 {
    text.chars().map(of_char).sum()
}

/// The width in em of the longest stretch of `text` that no line may break.
pub(crate) fn longest_word(text: &str) -> f64 {
    let mut longest: f64 = 0.0;
    let mut word = 0.0;
    for c in text.chars() {
        if is_wide(c) || c.is_whitespace() || matches!(c, '/' | '\u{200B}') {
            longest = longest.max(of_char(c)).max(word);
            word = 0.0;
        } else {
            word += of_char(c);
        }
    }
    longest.max(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_fills_the_em_and_latin_does_not() {
        assert!((of("总磷") - 2.0).abs() < 1e-9);
        assert!(of("TP") < 1.6);
        assert!(longest_word("执行GB18918-2002一级A标准") > 6.0);
        assert!((longest_word("总磷削减") - 1.0).abs() < 1e-9);
    }
}
