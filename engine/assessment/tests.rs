use proptest::prelude::*;

use super::surface_water::proportions;
use crate::knowledge::WaterClass;

fn class() -> impl Strategy<Value = WaterClass> {
    (0..6usize).prop_map(|n| WaterClass::ALL[n])
}

proptest! {
    #[test]
    fn shares_of_classes_add_up_and_ignore_order(
        mut classes in proptest::collection::vec(class(), 1..60),
    ) {
        let first = proportions(classes.clone()).unwrap();
        classes.reverse();
        let second = proportions(classes.clone()).unwrap();
        prop_assert_eq!(&first.counts, &second.counts);
        prop_assert_eq!(first.counts.values().sum::<usize>(), classes.len());
        prop_assert!((0.0..=100.0).contains(&first.good));
        prop_assert!(first.good + first.bad <= 100.0 + 1e-9);
    }
}

#[test]
fn no_sections_have_no_shares() {
    assert!(proportions([]).is_none());
}
