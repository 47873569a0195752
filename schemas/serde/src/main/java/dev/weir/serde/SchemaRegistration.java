package dev.weir.serde;

/** What a serializer does about a schema that its subject may not have yet. */
public enum SchemaRegistration {
  /** Registers it; the registry refuses an incompatible one. */
  REGISTER,
  /** Only asks for its id: for registries where schemas are registered by a release process. */
  LOOK_UP
}
