package dev.weir.engine.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.ModelIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * Who vouches for a package: an Ed25519 signature (RFC 8032) over name, version and digest, in a
 * file {@value #FILE} beside {@code weir.json}. As the digest is that of {@code weir.json}, which
 * lists the digest of every other file, it covers the whole package; the signature itself is no
 * part of it, so that signing changes no digest.
 *
 * @param keyId of the key that signed, see {@link TrustedKeys#id}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares signatures
public record PackageSignature(String keyId, byte[] signature) {

  /** The name of the file. */
  public static final String FILE = "weir.sig";

  static final String ALGORITHM = "Ed25519";
  private static final int FORMAT = 1;
  private static final int MOST_BYTES = 4096;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Signs a package; a signature that is there is replaced.
   *
   * @param pack a package with a {@code weir.json}
   * @throws IllegalArgumentException if it has none
   * @throws IOException if the signature cannot be written
   */
  public static PackageSignature sign(ModelPackage pack, SigningKeys keys) throws IOException {
    if (!pack.described()) {
      throw new IllegalArgumentException(
          "model package "
              + pack.dir()
              + " has no weir.json to sign; bring it in with `weir model import` first");
    }
    PackageSignature signature =
        new PackageSignature(
            TrustedKeys.id(keys.publicKey()), sign(message(pack.identity()), keys.privateKey()));
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT)
        .put("algorithm", ALGORITHM)
        .put("key", signature.keyId)
        .put("signature", Base64.getEncoder().encodeToString(signature.signature));
    Path written = Files.createTempFile(pack.dir(), ".", FILE);
    try {
      Files.write(written, MAPPER.writeValueAsBytes(json));
      Files.move(
          written,
          pack.file(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
    return signature;
  }

  /**
   * Reads the signature of a package.
   *
   * @throws IllegalArgumentException saying what is wrong with the file
   * @throws IOException if there is none or it cannot be read
   */
  static PackageSignature read(Path dir) throws IOException {
    Path file = dir.resolve(FILE);
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException("more than " + MOST_BYTES + " bytes");
    }
    JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
    if (root == null
        || root.path("format").asInt() != FORMAT
        || !root.path("algorithm").asText().equals(ALGORITHM)) {
      throw new IllegalArgumentException(
          "expected format " + FORMAT + " and algorithm " + ALGORITHM);
    }
    return new PackageSignature(
        root.path("key").asText(), Base64.getDecoder().decode(root.path("signature").asText()));
  }

  /** Whether the key signed exactly that package. */
  boolean isOf(ModelIdentity identity, PublicKey key) {
    return verifies(message(identity), signature, key);
  }

  static boolean verifies(byte[] message, byte[] signature, PublicKey key) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static byte[] sign(byte[] message, PrivateKey key) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot sign with Ed25519", e);
    }
  }

  private static byte[] message(ModelIdentity identity) {
    return ("weir model package 1\n"
            + identity.name()
            + "\n"
            + identity.version()
            + "\n"
            + identity.digest()
            + "\n")
        .getBytes(US_ASCII);
  }
}
