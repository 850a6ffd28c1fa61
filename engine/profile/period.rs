//! Dates and periods in Chinese.

/// `2026-11-01` → `2026年11月1日`; words stay as they are.
#[must_use]
pub fn chinese_date(iso: &str) -> String {
    let mut parts = iso.split('-').map(|p| p.trim_start_matches('0'));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        (Some(year), Some(month), None) => format!("{year}年{month}月"),
        (Some(year), None, None) if year.len() == 4 => format!("{year}年"),
        _ => iso.to_owned(),
    }
}

/// As [`chinese_date`], also for times with minutes.
#[must_use]
pub fn chinese_period(text: &str) -> String {
    match text.split_once(' ') {
        Some((day, time)) if day.len() == 10 => format!("{}{time}", chinese_date(day)),
        _ if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => chinese_date(text),
        _ => text.to_owned(),
    }
}

/// Whether a 期间 begins with a year: one that says 某年 can be of any.
#[must_use]
pub fn is_dated(period: &str) -> bool {
    period.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_chinese() {
        let texts = ["2017", "2017-04", "2026-08-26 13:00", "2014—2016-06", "不详"];
        assert_eq!(
            texts.map(chinese_period),
            ["2017年", "2017年4月", "2026年8月26日13:00", "2014—2016-06", "不详"]
        );
    }
}
