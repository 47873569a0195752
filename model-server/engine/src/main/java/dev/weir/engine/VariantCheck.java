package dev.weir.engine;

import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.session.Provider;
import dev.weir.engine.session.Tokenizers;
import dev.weir.engine.session.Warmup;

/** Loads one graph of a package on the CPU and compares its golden examples. Stateless. */
public final class VariantCheck {
  private VariantCheck() {}

  /**
   * Checks a package's default graph.
   *
   * @throws dev.weir.engine.error.ModelPackageException if it cannot be used, or is further from
   *     the golden scores than its tolerance
   */
  public static void run(ModelPackage pack) {
    ScorerOptions options = ScorerOptions.defaults().onCpu();
    LoadedModel model =
        LoadedModel.load(pack, options, new Tokenizers(), EngineEvents.unmeasured());
    try {
      Warmup.run(model, options.batches(Provider.CPU));
    } finally {
      model.release();
    }
  }
}
