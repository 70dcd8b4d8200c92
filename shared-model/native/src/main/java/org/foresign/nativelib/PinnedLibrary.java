package org.foresign.nativelib;

import org.foresign.codec.Digest32;

/**
 * A library file inside one of our jars.
 *
 * @param resource its absolute name on the class path
 * @param sha256 SHA-256 of exactly this file; a new version of the jar needs a new value here
 */
record PinnedLibrary(String resource, Digest32 sha256) {
  private static final String ACINQ = "/fr/acinq/secp256k1/jni/native/";
  private static final String BLST = "/supranational/blst/";

  /** From secp256k1-kmp-jni-jvm-linux and -darwin 0.22.0. */
  static PinnedLibrary secp256k1(Platform platform) {
    return switch (platform) {
      case LINUX_X64 ->
          of(
              ACINQ + "linux-x86_64/libsecp256k1-jni.so",
              "a1cb7b626b125dccf93cc99d333cc471b4b6a2b5d1308875c7d8b488eda1fd87");
      case LINUX_ARM64 ->
          of(
              ACINQ + "linux-aarch64/libsecp256k1-jni.so",
              "4b3bddfeffc1af3e93dc4e495c0cf603aa00e752aceb31c47ccaeb2c5603fbfb");
      case MAC_X64, MAC_ARM64 ->
          of(
              ACINQ + "darwin/libsecp256k1-jni.dylib",
              "ecb3e4e368fea39d26698a82d1de60bb550f24679d551b76bec55c92a5fa5453");
    };
  }

  /** From jblst 0.3.17; only its library is used, never its Java classes, which unpack to /tmp. */
  static PinnedLibrary blst(Platform platform) {
    return switch (platform) {
      case LINUX_X64 ->
          of(
              BLST + "Linux/amd64/libblst.so",
              "6a87d87cc982078dcf40f034f21959839d1fe20d45229d37de9c82c178f2a0ce");
      case LINUX_ARM64 ->
          of(
              BLST + "Linux/aarch64/libblst.so",
              "b47e669bcd521a0cc3b5753beab0c9ddb5cc81988d5d555722de3149db75b52b");
      case MAC_X64 ->
          of(
              BLST + "Mac/x86_64/libblst.dylib",
              "17aa48bb47a6df714d68ebdfa622341866e3df5d5ba632c3abf526f92f7cbb98");
      case MAC_ARM64 ->
          of(
              BLST + "Mac/aarch64/libblst.dylib",
              "7fd78cc498f3f3998070f50d5645cff71b1af01be94699da393235a5cfebdbe4");
    };
  }

  private static PinnedLibrary of(String resource, String sha256) {
    return new PinnedLibrary(resource, Digest32.parseHex(sha256));
  }

  /** The file's own name with the start of its hash, so that versions lie side by side. */
  String fileName() {
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    return sha256.bytes().hex().substring(0, 16) + "-" + name;
  }
}
