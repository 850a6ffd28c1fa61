//! How wide columns are and how large their type is.

use super::SIZES;

/// How many lines a cell may take before smaller type is preferred.
const COMFORTABLE_LINES: f64 = 6.0;

/// What a column needs and would like, in em.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    pub(super) least: f64,
    pub(super) wish: f64,
}

/// The least that all columns need together.
pub(super) fn least(needs: &[Need]) -> f64 {
    needs.iter().map(|need| need.least).sum()
}

/// The largest type in which the needs are met without too many lines to a cell.
pub(super) fn size(needs: &[Need], room: f64) -> f64 {
    let comfortable = |size: f64| {
        let widths = share(needs, room / size);
        least(needs) <= room / size
            && needs.iter().zip(&widths).all(|(need, width)| {
                need.wish / width <= COMFORTABLE_LINES || *width >= 16.0
            })
    };
    let met = |size: f64| least(needs) <= room / size;
    SIZES[..2]
        .iter()
        .copied()
        .find(|&size| comfortable(size))
        .or_else(|| SIZES.into_iter().find(|&size| size <= 9.0 && met(size)))
        .unwrap_or(SIZES[SIZES.len() - 1])
}

/// Shares out `room` em: all their wish if there is room, else short columns first.
pub(super) fn share(needs: &[Need], room: f64) -> Vec<f64> {
    let least = least(needs);
    let wish: f64 = needs.iter().map(|need| need.wish).sum();
    if wish <= room {
        let rest = (room - wish) / count(needs.len());
        return needs.iter().map(|need| need.wish + rest).collect();
    }
    if least >= room {
        return needs.iter().map(|need| need.least * room / least).collect();
    }
    let level = level(needs, room);
    let settled: Vec<Need> =
        needs
            .iter()
            .map(|need| {
                if need.wish <= level {
                    Need { least: need.wish, ..*need }
                } else {
                    *need
                }
            })
            .collect();
    let taken: f64 = settled.iter().map(|need| need.least).sum();
    fill(&settled, room - taken)
}

/// The width up to which every column can have its wish, were all others held to it.
fn level(needs: &[Need], room: f64) -> f64 {
    let at = |level: f64| -> f64 {
        needs.iter().map(|need| need.wish.min(need.least.max(level))).sum()
    };
    let (mut low, mut high) = (0.0, room);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if at(middle) <= room { low = middle } else { high = middle }
    }
    low
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n.max(1)).unwrap_or(u32::MAX))
}

/// Gives each column its least and shares `rest`, never beyond a column's wish.
fn fill(needs: &[Need], mut rest: f64) -> Vec<f64> {
    let mut widths: Vec<f64> = needs.iter().map(|need| need.least).collect();
    for _ in 0..8 {
        let missing: Vec<f64> = needs
            .iter()
            .zip(&widths)
            .map(|(need, width)| (need.wish - width).max(0.0))
            .collect();
        let total: f64 = missing.iter().map(|missing| missing.sqrt()).sum();
        if rest < 0.01 || total < 0.01 {
            break;
        }
        let mut given = 0.0;
        for (width, missing) in widths.iter_mut().zip(&missing) {
            let part = (rest * missing.sqrt() / total).min(*missing);
            *width += part;
            given += part;
        }
        rest -= given;
    }
    widths
}
