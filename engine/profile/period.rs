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

/// As [`chinese_date`], also for times with minutes, spans and estimates.
#[must_use]
pub fn chinese_period(text: &str) -> String {
    if let Some(about) = text.strip_prefix('约') {
        return format!("约{}", chinese_period(about));
    }
    if let Some((from, to)) = text.split_once('—') {
        let from = if is_year(from) && is_year(to) {
            from.to_owned()
        } else {
            chinese_period(from)
        };
        return format!("{from}—{}", chinese_period(to));
    }
    match text.split_once(' ') {
        Some((day, time)) if day.len() == 10 => format!("{}{time}", chinese_date(day)),
        _ if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => chinese_date(text),
        _ => text.to_owned(),
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
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
        for (text, read) in [
            ("2017", "2017年"),
            ("2017-04", "2017年4月"),
            ("2026-08-26 13:00", "2026年8月26日13:00"),
            ("2017—2020", "2017—2020年"),
            ("2014—2016-06", "2014年—2016年6月"),
            ("2023-05—2025-12", "2023年5月—2025年12月"),
            ("约2019", "约2019年"),
            ("不详", "不详"),
        ] {
            assert_eq!(chinese_period(text), read);
        }
    }
}
