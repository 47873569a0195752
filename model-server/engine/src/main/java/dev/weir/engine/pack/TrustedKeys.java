package dev.weir.engine.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public keys whose signature a package must bear to be loaded. None: every package is loaded.
 * Immutable.
 *
 * @param keys Ed25519 public keys
 */
public record TrustedKeys(List<PublicKey> keys) {

  /** Environment variable, and (lower case, with dots) system property, that names the keys. */
  public static final String VARIABLE = "WEIR_TRUSTED_KEYS";

  static final String PROPERTY = "weir.trusted.keys";

  /** Nobody's signature is asked for. */
  public static final TrustedKeys NONE = new TrustedKeys(List.of());

  private static final int ID_CHARACTERS = 16;

  public TrustedKeys {
    keys = List.copyOf(keys);
  }

  /**
   * The keys that the environment names: the system property {@code weir.trusted.keys} if it is
   * set, else {@value #VARIABLE}.
   *
   * @throws ModelPackageException {@link Problem#UNTRUSTED} if an entry is no key, as a mistake
   *     here must not open the door
   */
  public static TrustedKeys ofEnvironment() {
    String property = System.getProperty(PROPERTY);
    String given = property == null ? System.getenv(VARIABLE) : property;
    if (given == null || given.isBlank()) {
      return NONE;
    }
    try {
      return parse(given);
    } catch (IllegalArgumentException | IOException e) {
      throw new ModelPackageException(
          Problem.UNTRUSTED,
          VARIABLE + ": " + e.getMessage() + "; no package is loaded until it is corrected",
          e);
    }
  }

  /**
   * Reads a list of keys.
   *
   * @param list entries between commas or white space: a key as {@code weir model keygen} prints
   *     it, or a file of one
   * @throws IllegalArgumentException naming an entry that is neither
   * @throws IOException if a file cannot be read
   */
  public static TrustedKeys parse(String list) throws IOException {
    List<PublicKey> keys = new ArrayList<>();
    for (String entry : list.strip().split("[,\\s]+")) {
      if (entry.isEmpty()) {
        continue;
      }
      boolean file = entry.length() < 1024 && Files.isRegularFile(Path.of(entry));
      try {
        keys.add(key(file ? Files.readString(Path.of(entry), US_ASCII).strip() : entry));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'"
                + entry
                + "' is neither an Ed25519 public key in base64 (as in KEY.pub) nor a file of one",
            e);
      }
    }
    return new TrustedKeys(keys);
  }

  /** The key as it is written down: base64 of its X.509 form. */
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** By what people know a key: the first 16 digits of the SHA-256 of its X.509 form. */
  public static String id(PublicKey key) {
    return Digests.sha256(key.getEncoded()).substring(0, ID_CHARACTERS);
  }

  static PublicKey key(String text) throws GeneralSecurityException {
    return KeyFactory.getInstance(PackageSignature.ALGORITHM)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
  }

  /**
   * Refuses a package that none of the keys signed.
   *
   * @throws ModelPackageException {@link Problem#UNTRUSTED}
   */
  public void require(ModelPackage pack) {
    if (keys.isEmpty()) {
      return;
    }
    @Nullable PackageSignature signature = signature(pack);
    if (signature == null) {
      throw refused(pack, "it bears no signature (" + PackageSignature.FILE + ")", null);
    }
    if (keys.stream().noneMatch(key -> signature.isOf(pack.identity(), key))) {
      boolean known = keys.stream().anyMatch(key -> id(key).equals(signature.keyId()));
      throw refused(
          pack,
          known
              ? "the signature of key " + signature.keyId() + " is not one of this package"
              : "it is signed by the key "
                  + signature.keyId()
                  + ", trusted are "
                  + keys.stream().map(TrustedKeys::id).toList(),
          null);
    }
  }

  private static @Nullable PackageSignature signature(ModelPackage pack) {
    if (!Files.isRegularFile(pack.file(PackageSignature.FILE))) {
      return null;
    }
    try {
      return PackageSignature.read(pack.dir());
    } catch (IOException | IllegalArgumentException e) {
      throw refused(pack, PackageSignature.FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ModelPackageException refused(
      ModelPackage pack, String why, @Nullable Exception cause) {
    String message =
        "model package "
            + pack.id()
            + ": "
            + why
            + "; have it signed with a trusted key (`weir model sign`), or add the key to "
            + VARIABLE;
    return cause == null
        ? new ModelPackageException(Problem.UNTRUSTED, message)
        : new ModelPackageException(Problem.UNTRUSTED, message, cause);
  }
}
