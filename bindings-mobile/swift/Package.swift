// swift-tools-version:5.9
// The plan of the Swift package; README.md says how its two parts are made. Not built here: there is no Swift toolchain.
import PackageDescription

let package = Package(
    name: "Doorstep",
    platforms: [.iOS(.v13), .macOS(.v11)],
    products: [.library(name: "Doorstep", targets: ["Doorstep"])],
    targets: [
        .binaryTarget(name: "DoorstepFFI", path: "DoorstepFFI.xcframework"),
        .target(name: "Doorstep", dependencies: ["DoorstepFFI"], path: "Sources/Doorstep"),
    ]
)
