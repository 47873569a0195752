package dev.weir.engine.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.List;
import java.util.Locale;

/** The ONNX Runtime execution provider that runs a model's graph. */
public enum Provider {
  /** CUDA where its library is there and runs the model; else the CPU. */
  AUTO,
  /** Any processor; runs on the caller's thread. */
  CPU,
  /** NVIDIA GPUs; needs the build profile {@code cuda}, CUDA 12 and cuDNN 9. */
  CUDA,
  /** NVIDIA GPUs through TensorRT, with CUDA for what it does not take. */
  TENSORRT;

  /** Rows of a CPU's run are padded to the longest; a GPU's matrix units work in tiles of eight. */
  private static final int GPU_MULTIPLE = 8;

  /** What to try, in order; ends with the CPU, which always runs. */
  List<Provider> candidates() {
    return switch (this) {
      case CPU -> List.of(CPU);
      case CUDA -> List.of(CUDA, CPU);
      case TENSORRT -> List.of(TENSORRT, CUDA, CPU);
      // the library's own list names what it was built with, not what this machine has; an engine
      // for TensorRT takes minutes to build, so it is used only where it was asked for
      case AUTO ->
          OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)
              ? List.of(CUDA, CPU)
              : List.of(CPU);
    };
  }

  /** Whether it is a GPU's. */
  public boolean isGpu() {
    return this == CUDA || this == TENSORRT;
  }

  /** What lengths are rounded up to. */
  public int lengthMultiple() {
    return isGpu() ? GPU_MULTIPLE : 1;
  }

  /** The name in options and metrics. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The provider of a name.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static Provider of(String id) {
    for (Provider provider : values()) {
      if (provider.id().equals(id.toLowerCase(Locale.ROOT))) {
        return provider;
      }
    }
    throw new IllegalArgumentException(
        "unknown provider '" + id + "'; known are auto, cpu, cuda and tensorrt");
  }
}
