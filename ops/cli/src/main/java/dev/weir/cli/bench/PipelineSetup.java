package dev.weir.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pipeline is measured. Immutable.
 *
 * @param kind its stream engine
 * @param model package folder
 * @param parallelism subtasks or stream threads, and threads of the engine it is compared with
 * @param jobOptions further options of the job or application, such as {@code --batch-age-ms 4}
 */
public record PipelineSetup(
    PipelineKind kind, Path model, int parallelism, List<String> jobOptions) {

  public PipelineSetup {
    jobOptions = List.copyOf(jobOptions);
  }

  /** The same with a further option of the job. */
  public PipelineSetup with(String option, String value) {
    List<String> more = new ArrayList<>(jobOptions);
    more.addAll(List.of(option, value));
    return new PipelineSetup(kind, model, parallelism, more);
  }
}
