//! What an event is given as, key by key, wherever its values are held.

use super::size::size;
use crate::value::{Plain, PlainRef};

/// A value as it is given. What stands in a line of a file stays there until the event takes it.
#[derive(Debug)]
pub(crate) enum Given<'g> {
    /// Text in a line, with nothing escaped.
    #[cfg(all(feature = "case-files", not(target_family = "wasm")))]
    Text(&'g str),
    /// A number in a line.
    #[cfg(all(feature = "case-files", not(target_family = "wasm")))]
    Number(&'g str),
    /// Whatever else was in a line.
    #[cfg(all(feature = "case-files", not(target_family = "wasm")))]
    Own(Plain),
    /// A value of a caller's.
    Held(&'g Plain),
}

impl Given<'_> {
    /// The value where it is.
    pub(crate) fn view(&self) -> PlainRef<'_> {
        match self {
            #[cfg(all(feature = "case-files", not(target_family = "wasm")))]
            Self::Text(text) => PlainRef::Text(text),
            #[cfg(all(feature = "case-files", not(target_family = "wasm")))]
            Self::Number(text) => PlainRef::Number(text),
            #[cfg(all(feature = "case-files", not(target_family = "wasm")))]
            Self::Own(plain) => plain.into(),
            Self::Held(plain) => (*plain).into(),
        }
    }
}

#[cfg(all(feature = "columns", feature = "case-files"))]
impl Given<'_> {
    /// The value by itself.
    pub(crate) fn into_plain(self) -> Plain {
        #[cfg(not(target_family = "wasm"))]
        if let Self::Own(plain) = self {
            return plain;
        }
        self.view().to_plain()
    }
}

macro_rules! fields {
    ($($key:literal => $field:ident,)*) => {
        /// The keys of an event.
        pub(super) const KEYS: &[&str] = &[$($key),*];

        /// What is given under each key; of what is given under one key twice, the first.
        #[derive(Debug, Default)]
        pub(crate) struct Fields<'g> {
            $($field: Option<Given<'g>>,)*
            /// Under keys that events do not have.
            others: Vec<(&'g str, Given<'g>)>,
        }

        impl<'g> Fields<'g> {
            $(
                /// What is told under the key of this name; what is null is absent, as in a table's row.
                pub(crate) fn $field(&self) -> Option<PlainRef<'_>> {
                    self.$field.as_ref().map(Given::view).filter(|given| !matches!(given, PlainRef::Null))
                }
            )*

            fn place(&mut self, key: &str) -> Option<&mut Option<Given<'g>>> {
                match key {
                    $($key => Some(&mut self.$field),)*
                    _ => None,
                }
            }

            /// Everything that is given: the event's keys, then the others.
            pub(crate) fn all(&self) -> impl Iterator<Item = (&str, PlainRef<'_>)> {
                let known = [$(($key, &self.$field)),*];
                let known = known.into_iter().filter_map(|(key, given)| Some((key, given.as_ref()?.view())));
                known.chain(self.others())
            }
        }
    };
}

fields! {
    "id" => id,
    "person" => person,
    "kind" => kind,
    "on" => on,
    "start" => start,
    "end" => end,
    "programme" => programme,
    "data" => data,
    "evidence" => evidence,
    "recorded_at" => recorded_at,
    "recorded_by" => recorded_by,
    "subject" => subject,
    "amends" => amends,
    "voids" => voids,
    "override" => overridden,
}

impl<'g> Fields<'g> {
    /// The fields of a mapping.
    pub(crate) fn of(entries: &'g [(String, Plain)]) -> Self {
        let mut fields = Self::default();
        for (key, value) in entries {
            fields.put(key, Given::Held(value));
        }
        fields
    }

    /// Puts a value under a key; the answer is `false` if the key is an event's and is taken.
    pub(crate) fn put(&mut self, key: &'g str, given: Given<'g>) -> bool {
        if let Some(place) = self.place(key) {
            let is_free = place.is_none();
            place.get_or_insert(given);
            return is_free;
        }
        self.others.push((key, given));
        true
    }

    /// About how many bytes it takes as JSON; `None` if it is nested too deep.
    pub(super) fn size(&self) -> Option<usize> {
        size(self.all())
    }

    /// What is given under keys that events do not have.
    pub(super) fn others(&self) -> impl Iterator<Item = (&str, PlainRef<'_>)> {
        self.others.iter().map(|(key, given)| (*key, given.view()))
    }

    /// What is given under one of them.
    #[cfg(feature = "case-files")]
    pub(crate) fn other(&self, key: &str) -> Option<PlainRef<'_>> {
        self.others().find(|(other, _)| *other == key).map(|(_, given)| given)
    }

    /// The entries of `data` for the event to keep; what is no mapping stays.
    pub(super) fn take_data(&mut self) -> Option<Vec<(String, Plain)>> {
        match self.data.take() {
            #[cfg(all(feature = "case-files", not(target_family = "wasm")))]
            Some(Given::Own(Plain::Map(entries))) => Some(entries),
            Some(Given::Held(Plain::Map(entries))) => Some(entries.clone()),
            other => {
                self.data = other;
                None
            }
        }
    }
}
