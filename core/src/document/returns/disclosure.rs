//! What of a return may be published.

use super::super::decode::{Decoder, shape, words};
use super::super::words::Text;
use crate::diagnostic::Code;
use crate::tree::Node;

words! {
    /// Whether counts of nobody are shown.
    Zeros {
        /// They are.
        Show = "show",
        /// They are suppressed as small counts are.
        Suppress = "suppress",
    }
}

shape! {
    /// The rule by which published cells are protected.
    "a disclosure rule" Disclosure {
        /// Smaller counts are suppressed.
        minimum: u32,
        /// Counts are rounded to multiples of this, half up; 1 leaves them as they are.
        round_to: u32 = 1,
        /// What becomes of counts of nobody.
        zeros: Zeros = Zeros::Show,
        /// The words it rests on.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Disclosure::check
}

impl Disclosure {
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        if self.round_to == 0 {
            let help = "write `round_to: 5`, or leave it out";
            decoder.report(Code::BadNumber, node.span, "nothing can be rounded to multiples of 0", help);
        }
    }
}
