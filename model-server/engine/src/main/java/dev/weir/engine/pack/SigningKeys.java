package dev.weir.engine.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * A pair of Ed25519 keys. The file holds the private key as PEM (PKCS #8), the file of the same
 * name and {@code .pub} the public one (X.509). Its text form names the public key alone.
 */
public final class SigningKeys {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SigningKeys(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new pair. */
  public static SigningKeys generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(PackageSignature.ALGORITHM).generateKeyPair();
      return new SigningKeys(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no Ed25519", e);
    }
  }

  /**
   * Writes both files; the private one can be read by its owner alone.
   *
   * @throws java.nio.file.FileAlreadyExistsException if one is there
   */
  public void write(Path file) throws IOException {
    Path publicFile = publicFile(file);
    if (Files.exists(publicFile)) {
      throw new java.nio.file.FileAlreadyExistsException(publicFile.toString());
    }
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    Files.writeString(file, pem(privateKey.getEncoded()), US_ASCII);
    Files.writeString(publicFile, TrustedKeys.text(publicKey) + "\n", US_ASCII);
  }

  /**
   * The pair of a private key's file and the public one beside it.
   *
   * @throws IllegalArgumentException if they are no such keys, or not of one pair; the message
   *     holds nothing of them
   * @throws IOException if one cannot be read
   */
  public static SigningKeys read(Path file) throws IOException {
    String pem = Files.readString(file, US_ASCII);
    try {
      int begin = pem.indexOf(BEGIN);
      int end = pem.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException("no PEM of a private key");
      }
      byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      PrivateKey privateKey =
          KeyFactory.getInstance(PackageSignature.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      SigningKeys keys =
          new SigningKeys(
              privateKey, TrustedKeys.key(Files.readString(publicFile(file), US_ASCII).strip()));
      byte[] probe = PackageSignature.sign(new byte[0], privateKey);
      if (!PackageSignature.verifies(new byte[0], probe, keys.publicKey)) {
        throw new IllegalArgumentException("the two keys are not of one pair");
      }
      return keys;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "key file "
              + file
              + ": expected an Ed25519 private key as `weir model keygen` writes it, and its public"
              + " key in "
              + publicFile(file).getFileName(),
          e);
    }
  }

  /** Where the public key of a private key's file stands. */
  public static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  private static String pem(byte[] encoded) {
    return BEGIN
        + "\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n"
        + END
        + "\n";
  }

  @Override
  public String toString() {
    return "keys " + TrustedKeys.id(publicKey);
  }
}
