package dev.weir.cli.command;

import dev.weir.cli.model.ChosenModel;
import dev.weir.engine.pack.PackageStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --store}: where model packages are kept. */
final class StoreOption {

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "folder of model packages (default: models in --dir)")
  private @Nullable Path store;

  @Mixin private FolderOption folder = new FolderOption();

  PackageStore store() {
    return store == null ? ChosenModel.store(folder.dir()) : new PackageStore(store);
  }
}
