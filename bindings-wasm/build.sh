#!/bin/sh
# Builds the npm package into bindings-wasm/pkg. Arguments go to the builder: --types writes doorstep.d.ts as well.
set -eu
cd "$(dirname "$0")/.."
: "${CARGO_TARGET_DIR:=$PWD/target}"
export CARGO_TARGET_DIR
target=wasm32-unknown-unknown

# No paths of this machine in what is published, and the small SHA-256 rather than the unrolled one.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=$PWD= \
    --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src= --cfg sha2_backend_soft=\"compact\""

build() {
    "$@" build --locked --package doorstep-wasm --profile wasm-release --target $target
}

if [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
    build cargo
elif command -v rustup >/dev/null && rustup target add $target; then
    build cargo
else
    # Without rustup's target: Debian's compiler for the web (rustc-web cargo-web rust-web-src lld-22), which has the
    # standard library as source.
    echo "build.sh: no $target from rustup, so its standard library is built from source" >&2
    build env RUSTC_BOOTSTRAP=1 cargo -Zbuild-std=std,panic_abort
fi
cargo run --locked --quiet --package doorstep-wasm-build -- "$@" \
    "$CARGO_TARGET_DIR/$target/wasm-release/doorstep_wasm.wasm" bindings-wasm/pkg
