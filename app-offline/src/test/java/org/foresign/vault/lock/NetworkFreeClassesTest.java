package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads every class on the vault's class path, ours and those of others, for anything that could
 * reach a network. Of {@code java.net} only addresses as text are free.
 */
class NetworkFreeClassesTest {
  private static final Set<String> ALLOWED =
      Set.of(
          "java/net/URI",
          "java/net/URL",
          "java/net/URISyntaxException",
          "java/net/MalformedURLException",
          "java/net/URLEncoder",
          "java/net/URLDecoder");

  private static final Set<String> URL_READERS =
      Set.of("openStream", "openConnection", "getContent");

  private static final Pattern NETWORK =
      Pattern.compile(
          "java/net/.*|java/nio/channels/.*(Socket|Datagram|Select|AsynchronousChannelGroup"
              + "|NetworkChannel|MulticastChannel).*|java/nio/channels/spi/.*|javax/net/.*"
              + "|java/rmi/.*|javax/naming/.*|javax/management/.*|com/sun/net/.*|sun/net/.*"
              + "|sun/nio/ch/.*|jdk/net/.*|java/util/logging/SocketHandler|javafx/scene/web/.*"
              + "|javafx/scene/media/.*|javafx/application/HostServices");

  /** Classes of others that may name a network type, each with the reason why it is harmless. */
  private static final Map<String, String> EXCEPTIONS = new TreeMap<>();

  static {
    because(
        "prints an address of a certificate; we read no certificates",
        "org/bouncycastle/jcajce/provider/asymmetric/x509/X509CertificateImpl",
        "org/bouncycastle/jce/provider/X509CertificateObject");
    because(
        "fetches revocation lists for certificate paths; we check no certificates",
        "org/bouncycastle/jce/provider/CrlCache",
        "org/bouncycastle/jce/provider/OcspCache",
        "org/bouncycastle/x509/PKIXCertPathReviewer");
    because(
        "looks certificates up in LDAP; java.naming is not in the vault's modules",
        "org/bouncycastle/jce/provider/X509LDAPCertStoreSpi",
        "org/bouncycastle/x509/util/LDAPStoreHelper");
    because(
        "names a class loader while it describes a missing text",
        "org/bouncycastle/i18n/MissingEntryException");
    because(
        "seeds from a URL that a security property must name; we use the platform's SecureRandom",
        "org/bouncycastle/jcajce/provider/drbg/DRBG$URLSeededEntropySourceProvider$1");
    because(
        "opens 'resource:' data base names; org.foresign.store gives absolute file names only",
        "org/sqlite/SQLiteConnection");
    because(
        "reads its own version and library out of its own jar",
        "org/sqlite/SQLiteJDBCLoader",
        "org/sqlite/SQLiteJDBCLoader$VersionHolder");
    because(
        "converts text to an address for options of that type; we have none",
        "picocli/AutoComplete",
        "picocli/CommandLine$BuiltIn$InetAddressConverter",
        "picocli/CommandLine$BuiltIn$NetworkInterfaceConverter",
        "picocli/CommandLine$Interpreter");
    because(
        "reads default values from a class path entry",
        "picocli/CommandLine$PropertiesDefaultProvider");
    because(
        "converts fields of address types; we bind no JSON to such types",
        "tools/jackson/databind/deser/jdk/JDKFromStringDeserializer",
        "tools/jackson/databind/deser/jdk/UUIDDeserializer",
        "tools/jackson/databind/deser/std/FromStringDeserializer",
        "tools/jackson/databind/ser/BasicSerializerFactory",
        "tools/jackson/databind/ser/jdk/InetAddressSerializer",
        "tools/jackson/databind/ser/jdk/InetSocketAddressSerializer");
    because(
        "offers to read JSON from a URL; we parse bytes and text only",
        "tools/jackson/core/TokenStreamFactory");
  }

  private static void because(String reason, String... classes) {
    for (String name : classes) {
      EXCEPTIONS.put(name, reason);
    }
  }

  @Test
  void noClassOfTheVaultReachesForANetwork() throws IOException {
    Map<String, Set<String>> found = findNetworkUses();
    found.keySet().removeAll(EXCEPTIONS.keySet());
    assertThat(found).isEmpty();
  }

  @Test
  void everyExceptionIsStillNeeded() throws IOException {
    assertThat(findNetworkUses().keySet()).containsAll(EXCEPTIONS.keySet());
  }

  @Test
  void noExceptionIsOurs() {
    assertThat(EXCEPTIONS.keySet()).noneMatch(name -> name.startsWith("org/foresign/"));
  }

  @Test
  void theReaderSeesWhatItLooksFor() throws IOException {
    String probe = LockedProbe.class.getName().replace('.', '/') + ".class";
    try (var in = LockedProbe.class.getClassLoader().getResourceAsStream(probe)) {
      assertThat(networkUses(in.readAllBytes()))
          .contains(
              "java/net/Socket",
              "java/net/ServerSocket",
              "java/net/DatagramSocket",
              "java/net/NetworkInterface",
              "java/nio/channels/SocketChannel",
              "URL.openStream")
          .doesNotContain("java/net/URI");
    }
  }

  private static Map<String, Set<String>> findNetworkUses() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    int classes = 0;
    for (Path entry : classPath()) {
      if (Files.isDirectory(entry)) {
        classes += scan(entry, found);
      } else if (Files.exists(entry)) { // a module may have no classes
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
          classes += scan(jar.getPath("/"), found);
        }
      }
    }
    assertThat(classes).as("classes read").isGreaterThan(5_000);
    return found;
  }

  private static List<Path> classPath() throws IOException {
    Path target = Path.of(System.getProperty("foresign.root"), "app-offline", "target");
    List<Path> entries = new ArrayList<>();
    entries.add(target.resolve("classes"));
    String list = Files.readString(target.resolve("network-free.classpath")).strip();
    for (String entry : list.split(Pattern.quote(System.getProperty("path.separator")))) {
      entries.add(Path.of(entry));
    }
    return entries;
  }

  private static int scan(Path root, Map<String, Set<String>> found) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      Set<String> uses = networkUses(Files.readAllBytes(file));
      if (!uses.isEmpty()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        found.put(name.substring(0, name.length() - ".class".length()), uses);
      }
    }
    return files.size();
  }

  private static Set<String> networkUses(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    Set<String> uses = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry named -> addIfNetwork(named.asInternalName(), uses);
        case MethodTypeEntry type -> addTypes(type.descriptor().stringValue(), uses);
        case NameAndTypeEntry type -> addTypes(type.type().stringValue(), uses);
        case MemberRefEntry member -> {
          String name = member.name().stringValue();
          if (member.owner().asInternalName().equals("java/net/URL")
              && URL_READERS.contains(name)) {
            uses.add("URL." + name);
          }
        }
        default -> {
          // Numbers and texts.
        }
      }
    }
    return uses;
  }

  private static void addTypes(String descriptor, Set<String> uses) {
    for (String part : descriptor.split("[;()]")) {
      addIfNetwork(part, uses);
    }
  }

  private static void addIfNetwork(String name, Set<String> uses) {
    String plain = name.replaceFirst("^\\[*[VZBCSIJFD]*\\[*L(?=[a-z]+/)", "").replace(";", "");
    if (NETWORK.matcher(plain).matches() && !ALLOWED.contains(plain)) {
      uses.add(plain);
    }
  }
}
