package dev.weir.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.CommandFailure;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store with two versions of one package that score alike, to swap between.
 *
 * @param store folder of the packages, {@code name/version} each
 * @param versions their identities; their digests differ
 */
record PackageVersions(Path store, List<ModelIdentity> versions) {

  PackageVersions {
    versions = List.copyOf(versions);
  }

  /**
   * @throws CommandFailure if the folder has no {@code weir.json}
   */
  static PackageVersions of(Path pack, Path store) throws IOException {
    return new PackageVersions(store, List.of(copy(pack, store, "a"), copy(pack, store, "b")));
  }

  Path folder(int version) {
    ModelIdentity identity = versions.get(version);
    return store.resolve(identity.name()).resolve(identity.version());
  }

  private static ModelIdentity copy(Path pack, Path store, String suffix) throws IOException {
    Path manifest = pack.resolve("weir.json");
    if (!Files.exists(manifest)) {
      throw new CommandFailure(
          pack + " has no weir.json; make a package of it with `weir model import`");
    }
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = (ObjectNode) mapper.readTree(manifest.toFile());
    String version = root.path("version").asText() + "-" + suffix;
    Path target = store.resolve(root.path("name").asText()).resolve(version);
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(pack)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(String.valueOf(file.getFileName())));
      }
    }
    mapper.writeValue(target.resolve("weir.json").toFile(), root.put("version", version));
    return ModelPackage.read(target).identity();
  }
}
