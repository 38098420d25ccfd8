//! Parts: conditions and dependency expressions, each part beside the place where it is written.

use crate::tree::Node;
use crate::{Condition, Expr};

/// A condition and all that it is made of, from the outside in.
pub(super) fn conditions<'a>(whole: &'a Condition, place: &'a Node) -> Vec<(&'a Condition, &'a Node)> {
    let list = match whole {
        Condition::Not(_) => place,
        _ => place.nth(0),
    };
    let parts = whole.parts().iter().enumerate();
    let inner = parts.flat_map(|(index, part)| conditions(part, list.nth(index)));
    std::iter::once((whole, place)).chain(inner).collect()
}

/// A dependency expression and all that it is made of, from the outside in.
pub(super) fn expressions<'a>(whole: &'a Expr, place: &'a Node) -> Vec<(&'a Expr, &'a Node)> {
    let place_of = |index: usize| match whole {
        Expr::KOf(..) => place.nth(1).nth(index),
        Expr::AtLeast(..) => place.nth(1),
        Expr::Weighted(_) => place.nth(0).nth(index).nth(1),
        _ => place.nth(0).nth(index),
    };
    let inner = whole.parts().enumerate().flat_map(|(index, part)| expressions(part, place_of(index)));
    std::iter::once((whole, place)).chain(inner).collect()
}
