//! Changes: what turns one view into the next, list by list.
//!
//! A change is computed from two projected views, never from changes in the world, so that it cannot carry what a view
//! does not show. `apply(old, diff(old, new)) == new` holds for any two views whose lists are in order.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A row of a list: found again by its key.
pub trait Row: Clone + PartialEq + Serialize + DeserializeOwned {
    /// What names the row within its list.
    type Key: Ord + Clone + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned;
    /// The row's key.
    fn key(&self) -> &Self::Key;
}

/// What turns one list into another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ListChange<R: Row> {
    /// Rows that are new or differ.
    pub set: Vec<R>,
    /// Keys of rows that are gone.
    pub gone: Vec<R::Key>,
}

impl<R: Row> Default for ListChange<R> {
    fn default() -> Self {
        ListChange { set: Vec::new(), gone: Vec::new() }
    }
}

impl<R: Row> ListChange<R> {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.gone.is_empty()
    }

    /// The change from `old` to `new`. Both are in order.
    pub fn between(old: &[R], new: &[R]) -> Self {
        debug_assert!(is_in_order(old) && is_in_order(new), "lists of views are in order");
        let mut change = ListChange::default();
        let mut before = old.iter().peekable();
        for row in new {
            // Nearly all rows are as they were: keys are compared where one is not.
            if before.next_if(|o| *o == row).is_some() {
                continue;
            }
            while let Some(gone) = before.next_if(|o| o.key() < row.key()) {
                change.gone.push(gone.key().clone());
            }
            if before.next_if(|o| *o == row).is_none() {
                before.next_if(|o| o.key() == row.key());
                change.set.push(row.clone());
            }
        }
        change.gone.extend(before.map(R::key).cloned());
        change
    }

    /// Applies the change to a list that is in order, and leaves it so whatever the change says.
    pub fn apply(&self, list: &mut Vec<R>) {
        for key in &self.gone {
            if let Ok(at) = list.binary_search_by(|row| row.key().cmp(key)) {
                list.remove(at);
            }
        }
        for row in &self.set {
            match list.binary_search_by(|r| r.key().cmp(row.key())) {
                Ok(at) => list[at] = row.clone(),
                Err(at) => list.insert(at, row.clone()),
            }
        }
    }
}

/// Whether a list is sorted by key, and no key stands twice.
pub fn is_in_order<R: Row>(list: &[R]) -> bool {
    list.is_sorted_by(|row, next| row.key() < next.key())
}

/// Declares a view: a struct of lists, its change, and the two laws between them.
macro_rules! view {
    ($(#[$doc:meta])* $view:ident, $change:ident { $($(#[$field_doc:meta])* $field:ident: $row:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $view { $($(#[$field_doc])* pub $field: Vec<$row>,)* }

        /// What turns one view of this kind into the next.
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $change { $($(#[$field_doc])* pub $field: $crate::ListChange<$row>,)* }

        impl $view {
            /// The change from `old` to this view.
            pub fn change_since(&self, old: &$view) -> $change {
                $change { $($field: $crate::ListChange::between(&old.$field, &self.$field),)* }
            }

            /// Applies a change.
            pub fn apply(&mut self, change: &$change) {
                $(change.$field.apply(&mut self.$field);)*
            }

            /// Whether each list is sorted by key and no key stands twice, as changes need it.
            pub fn is_in_order(&self) -> bool { true $(&& $crate::is_in_order(&self.$field))* }

            /// Adds the rows of another seat's view: what one person with several seats sees. Of what both have, the own
            /// row stays.
            pub fn merge(&mut self, other: &$view) {
                $(for row in &other.$field {
                    if let Err(at) = self.$field.binary_search_by(|r| $crate::Row::key(r).cmp($crate::Row::key(row))) {
                        self.$field.insert(at, row.clone());
                    }
                })*
            }
        }

        impl $change {
            /// Whether it changes nothing.
            pub fn is_empty(&self) -> bool { true $(&& self.$field.is_empty())* }
        }
    };
}
pub(crate) use view;

/// Declares a row type with its key.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident by $key:ident: $key_type:ty { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::Row for $name {
            type Key = $key_type;
            fn key(&self) -> &$key_type { &self.$key }
        }
    };
}
pub(crate) use row;
