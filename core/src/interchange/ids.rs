//! Ids: HSDS wants UUIDs, conditions want names.

use sha2::{Digest, Sha256};

/// How many characters of a text a name made from it keeps.
const NAME_LENGTH: usize = 40;

/// Whether a text is a UUID.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The id itself if it is a UUID, else one made from what it stands for: the same for the same parts.
///
/// A UUID of version 8 (RFC 9562) whose bits are those of a SHA-256.
pub(super) fn uuid(id: &str, parts: &[&str]) -> String {
    if is_uuid(id) {
        return id.to_owned();
    }
    let mut bits = hash(parts);
    bits = (bits & !(0xf << 76)) | (0x8 << 76);
    bits = (bits & !(0b11 << 62)) | (0b10 << 62);
    let mut text = String::with_capacity(36);
    for (at, digit) in format!("{bits:032x}").chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}

/// A name that conditions can write, made from a text: two texts have two names.
pub(super) fn name(prefix: &str, text: &str, parts: &[&str]) -> String {
    let mut name = prefix.to_owned();
    let start = name.len();
    for c in text.chars().flat_map(char::to_lowercase) {
        if name.len() >= start.saturating_add(NAME_LENGTH) {
            break;
        }
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            _ if name.ends_with('_') => {}
            _ => name.push('_'),
        }
    }
    let separator = if name.ends_with('_') { "" } else { "_" };
    // 32 bits: a directory has too few areas for two of one name to share them.
    format!("{name}{separator}{:08x}", hash(parts) >> 96)
}

/// The first 128 bits of the parts' SHA-256; each part is told by its length, so that no two lists are one.
fn hash(parts: &[&str]) -> u128 {
    let mut digest = Sha256::new();
    for part in parts {
        // Of one width on every machine.
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part.as_bytes());
    }
    let bytes = digest.finalize();
    bytes.iter().take(16).fold(0, |bits: u128, byte| (bits << 8) | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_made_is_a_uuid_and_stays_the_same() {
        let made = uuid("kickstart", &["service", "kickstart"]);
        assert!(is_uuid(&made), "{made}");
        assert_eq!(made.chars().nth(14), Some('8'));
        assert!(matches!(made.chars().nth(19), Some('8' | '9' | 'a' | 'b')));
        assert_eq!(made, uuid("kickstart", &["service", "kickstart"]));
        assert_ne!(made, uuid("kickstart", &["service", "motiv8"]));
        let given = "AC148810-d857-441c-9679-408f346de14b";
        assert_eq!(uuid(given, &[]), given);
    }

    #[test]
    fn a_name_is_one_that_conditions_can_write() {
        let hackney = name("lives_in_", "London Borough of Hackney (all wards)", &["Hackney"]);
        assert!(hackney.starts_with("lives_in_london_borough_of_hackney_all_wards_"), "{hackney}");
        assert!(name("lives_in_", "Абв", &["a"]).starts_with("lives_in_"));
        assert_ne!(name("x_", "a", &["a", "bc"]), name("x_", "a", &["ab", "c"]));
    }
}
