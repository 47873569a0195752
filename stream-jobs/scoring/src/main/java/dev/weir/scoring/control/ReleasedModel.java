package dev.weir.scoring.control;

import dev.weir.engine.ModelIdentity;
import dev.weir.schemas.ModelRef;

/**
 * A model package as releases name it. Immutable.
 *
 * @param digest of the package; empty matches any
 */
public record ReleasedModel(String name, String version, String digest) {

  static ReleasedModel of(ModelRef ref) {
    return new ReleasedModel(ref.getName(), ref.getVersion(), ref.getDigest());
  }

  /** Whether that is the package meant. */
  public boolean matches(ModelIdentity identity) {
    return name.equals(identity.name())
        && version.equals(identity.version())
        && (digest.isEmpty() || digest.equals(identity.digest()));
  }

  /** {@code name@version}. */
  public String label() {
    return name + "@" + version;
  }
}
