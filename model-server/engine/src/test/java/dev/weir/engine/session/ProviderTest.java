package dev.weir.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.Variant;
import dev.weir.sample.SamplePackage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderTest {
  private static final ModelIdentity MODEL = new ModelIdentity("m", "1", "d");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EngineEvents events = new EngineEvents(meters);
  private final List<String> calls = new ArrayList<>();
  @TempDir Path dir;

  /** A graph that notes its runs and fails the ones it is told to. */
  private final class Graph implements GraphRun {
    final Provider provider;
    OrtException failure;

    Graph(Provider provider, OrtException failure) {
      this.provider = provider;
      this.failure = failure;
    }

    @Override
    public void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
        throws OrtException {
      calls.add("run " + provider.id());
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void close() {
      calls.add("close " + provider.id());
    }
  }

  @Test
  void gpuThatFailsItsFirstRun_isNotBelieved() {
    ModelSession session =
        ModelSession.open(
            MODEL,
            Provider.CUDA,
            provider -> new Graph(provider, provider == Provider.CUDA ? lost() : null),
            graph -> graph.run(Map.of(), Map.of()),
            events);
    assertThat(session.provider()).isEqualTo(Provider.CPU);
    assertThat(calls).containsExactly("run cuda", "close cuda", "run cpu");
    assertThat(fallbacks()).isEqualTo(1);
    session.close();
    assertThat(calls).endsWith("close cpu");
  }

  @Test
  void gpuThatIsNotThere_isPassedOver() {
    ModelSession session =
        ModelSession.open(
            MODEL,
            Provider.TENSORRT,
            provider -> {
              if (provider.isGpu()) {
                throw lost();
              }
              return new Graph(provider, null);
            },
            graph -> {},
            events);
    assertThat(session.provider()).isEqualTo(Provider.CPU);
    session.close();
  }

  @Test
  void gpuLostWhileRunning_losesNoRun_andIsClosedAtTheEnd() throws OrtException {
    List<Graph> opened = new ArrayList<>();
    ModelSession session =
        ModelSession.open(
            MODEL,
            Provider.CUDA,
            provider -> {
              Graph graph = new Graph(provider, null);
              opened.add(graph);
              return graph;
            },
            graph -> {},
            events);
    session.run(Map.of(), Map.of());
    opened.get(0).failure = lost();
    session.run(Map.of(), Map.of());
    session.run(Map.of(), Map.of());
    assertThat(calls).containsExactly("run cuda", "run cuda", "run cpu", "run cpu");
    assertThat(session.provider()).isEqualTo(Provider.CPU);
    assertThat(fallbacks()).isEqualTo(1);
    session.close();
    assertThat(calls).contains("close cpu", "close cuda");
  }

  @Test
  void recordThatNoDeviceRuns_isNoReasonToLeaveTheGpu() {
    OrtException badRecord =
        new OrtException(OrtErrorCode.ORT_INVALID_ARGUMENT, "indices element out of bounds");
    ModelSession session =
        ModelSession.open(
            MODEL, Provider.CUDA, provider -> new Graph(provider, badRecord), graph -> {}, events);
    assertThatThrownBy(() -> session.run(Map.of(), Map.of())).isSameAs(badRecord);
    assertThat(session.provider()).isEqualTo(Provider.CUDA);
    session.close();
  }

  @Test
  void cudaWithoutItsLibrary_fallsBackToTheCpu_andScores() throws IOException {
    try (TextScorer scorer =
        TextScorer.open(
            SamplePackage.write(dir), ScorerOptions.defaults().withProvider(Provider.CUDA))) {
      assertThat(scorer.score(List.of("a")).get(0)).isInstanceOf(Scored.class);
    }
  }

  @Test
  void precisionThatThePackageLacks_isRefusedWithThoseItHas() throws IOException {
    SamplePackage.write(dir);
    assertThatThrownBy(
            () ->
                TextScorer.open(
                    dir, ScorerOptions.defaults().withPrecision(Variant.Precision.INT8)))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("it has no int8 variant, only fp32");
  }

  @Test
  void pinnedRuns_allUseOneThread() throws OrtException {
    List<Thread> threads = new ArrayList<>();
    PinnedGraphRun pinned =
        new PinnedGraphRun(
            new GraphRun() {
              @Override
              public void run(Map<String, OnnxTensor> in, Map<String, OnnxTensor> out) {
                threads.add(Thread.currentThread());
              }

              @Override
              public void close() {}
            });
    pinned.run(Map.of(), Map.of());
    pinned.run(Map.of(), Map.of());
    assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread());
    assertThat(threads.get(0)).isSameAs(threads.get(1));
  }

  @Test
  void provider_ofAnUnknownName_namesTheKnownOnes() {
    assertThat(Provider.of("CUDA")).isEqualTo(Provider.CUDA);
    assertThatThrownBy(() -> Provider.of("tpu")).hasMessageContaining("auto, cpu, cuda");
  }

  private double fallbacks() {
    return meters.counter("weir.engine.provider.fallbacks", "from", "cuda").count();
  }

  private static OrtException lost() {
    return new OrtException(OrtErrorCode.ORT_EP_FAIL, "CUDA failure 999: unknown error");
  }
}
