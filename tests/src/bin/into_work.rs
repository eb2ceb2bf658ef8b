//! Prints what many definitions of being into work say of one life: the table of `examples/into_work`.

fn main() -> Result<(), String> {
    print!("{}", doorstep_tests::into_work::table()?);
    Ok(())
}
