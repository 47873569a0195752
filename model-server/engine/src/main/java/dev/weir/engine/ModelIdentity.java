package dev.weir.engine;

/**
 * Which model gave a score.
 *
 * @param name the package's name
 * @param version the package's version
 * @param digest SHA-256 of the package's {@code weir.json}, which lists the digest of every other
 *     file, in lower-case hexadecimal
 */
public record ModelIdentity(String name, String version, String digest) {
  public ModelIdentity {
    if (name.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException(
          "a model needs a name and a version, got '" + name + "' and '" + version + "'");
    }
  }

  /** {@code name@version}, as messages name the model. */
  @Override
  public String toString() {
    return name + "@" + version;
  }
}
