//! Makes the npm package from the compiled `.wasm`: one folder each for the web, Node and bundlers, and what joins them.
//!
//! `doorstep-wasm-build WASM FOLDER` writes the package. It fails if the package is larger than its budget, or if its
//! types are not those of `doorstep.d.ts`, the committed ones; with `--types` it writes those too.

use std::error::Error;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use wasm_bindgen_cli_support::Bindgen;

/// What a page may have to fetch: the web target's `.wasm` and JavaScript, gzipped.
const BUDGET: usize = 860_000;

const NAME: &str = "doorstep";

/// `Symbol.dispose` is in the types, and not yet in the library that every caller's TypeScript knows.
const REFERENCE: &str = "/// <reference lib=\"esnext.disposable\" />\n";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let write_types = arguments.iter().any(|argument| argument == "--types");
    arguments.retain(|argument| argument != "--types");
    let [wasm, folder] = arguments.as_slice() else {
        return Err("usage: doorstep-wasm-build [--types] WASM FOLDER".into());
    };
    let (wasm, folder) = (Path::new(wasm), Path::new(folder));
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for target in ["web", "nodejs", "bundler"] {
        generate(wasm, &folder.join(target), target)?;
    }
    describe(folder)?;
    compare_types(&folder.join("nodejs/doorstep.d.ts"), write_types)?;
    weigh(&folder.join("web"))
}

fn generate(wasm: &Path, folder: &Path, target: &str) -> Outcome<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(NAME).typescript(true).remove_name_section(true).remove_producers_section(true);
    match target {
        // Without an argument, `init` fetches the `.wasm` that lies beside it.
        "web" => bindgen.web(true)?.omit_default_module_path(false),
        "nodejs" => bindgen.nodejs(true)?,
        _ => bindgen.bundler(true)?,
    };
    bindgen.generate(folder)?;
    if target == "nodejs" {
        // What Node gets is CommonJS, so that `require` finds it as well as `import`; wasm-bindgen copies the binding's
        // own modules as they are.
        files(&folder.join("snippets"))?.iter().try_for_each(|module| to_common_js(module))?;
        fs::write(folder.join("package.json"), "{\"type\": \"commonjs\"}\n")?;
    }
    let types = folder.join(format!("{NAME}.d.ts"));
    fs::write(&types, format!("{REFERENCE}{}", fs::read_to_string(&types)?))?;
    // Types of the raw WebAssembly, which nobody imports.
    fs::remove_file(folder.join(format!("{NAME}_bg.wasm.d.ts")))?;
    Ok(())
}

fn to_common_js(module: &Path) -> Outcome<()> {
    let text = fs::read_to_string(module)?;
    let (before, names) = text.split_once("\nexport {").ok_or("a module without `export { … };` at its end")?;
    if before.contains("\nexport ") || before.contains("\nimport ") {
        return Err("a module that imports, or exports anywhere but at its end".into());
    }
    fs::write(module, format!("{before}\nmodule.exports = {{{names}"))?;
    Ok(())
}

/// Writes what joins the folders into one package.
fn describe(folder: &Path) -> Outcome<()> {
    let entry =
        |target: &str| json!({"types": format!("./{target}/{NAME}.d.ts"), "default": format!("./{target}/{NAME}.js")});
    let package = json!({
        "name": "doorstep-wasm",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Doorstep in the browser and in Node: which employment-support programmes might take this person, and why",
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "exports": {
            ".": {"node": entry("nodejs"), "default": entry("bundler")},
            "./web": entry("web"),
            "./web/doorstep_bg.wasm": "./web/doorstep_bg.wasm",
            "./package.json": "./package.json",
        },
        "types": format!("./bundler/{NAME}.d.ts"),
        "sideEffects": [format!("./bundler/{NAME}.js"), "./bundler/snippets/*"],
        "files": ["web", "nodejs", "bundler", "README.md", "LICENSE-MIT", "LICENSE-APACHE"],
        "engines": {"node": ">=18"},
    });
    fs::write(folder.join("package.json"), format!("{}\n", serde_json::to_string_pretty(&package)?))?;
    let binding = here().join("..");
    fs::copy(binding.join("README.md"), folder.join("README.md"))?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(binding.join("..").join(licence), folder.join(licence))?;
    }
    Ok(())
}

/// Compares the types with the committed ones, or writes those.
fn compare_types(generated: &Path, write: bool) -> Outcome<()> {
    let (types, committed) = (fs::read_to_string(generated)?, here().join("../doorstep.d.ts"));
    if write {
        fs::write(committed, types)?;
    } else if fs::read_to_string(committed).unwrap_or_default() != types {
        return Err("bindings-wasm/doorstep.d.ts is not what the code makes: build with --types and look at it".into());
    }
    Ok(())
}

/// Prints what a page has to fetch, and fails if it is too much.
fn weigh(folder: &Path) -> Outcome<()> {
    let mut total: usize = 0;
    for file in files(folder)? {
        if file.extension().is_some_and(|extension| extension == "ts") {
            continue;
        }
        let bytes = fs::read(&file)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        let gzipped = encoder.finish()?.len();
        total = total.saturating_add(gzipped);
        writeln!(stdout(), "{:>9} bytes, gzipped {gzipped:>7}: {}", bytes.len(), file.strip_prefix(folder)?.display())?;
    }
    writeln!(stdout(), "{total} bytes gzipped of at most {BUDGET}")?;
    if total > BUDGET { Err("the package is too large".into()) } else { Ok(()) }
}

/// The files of a folder and of those in it.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
