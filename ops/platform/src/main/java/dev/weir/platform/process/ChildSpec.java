package dev.weir.platform.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a child process is started. Immutable.
 *
 * @param name for people and for the run file: {@code registry}
 * @param background whether processors are the others' where there are too few for all
 * @param jvmFlags flags of its virtual machine
 * @param systemProperties its configuration
 * @param environment variables added to those of this process
 * @param classPath class path entries, wildcards allowed; {@link GuardedMain} is added
 * @param mainClass what {@link GuardedMain} runs
 * @param arguments what the main class gets
 * @param argFile where the command line is written; long ones break native libraries
 * @param output file that takes what it prints
 * @param log file to read when it fails
 */
public record ChildSpec(
    String name,
    boolean background,
    List<String> jvmFlags,
    Map<String, String> systemProperties,
    Map<String, String> environment,
    List<String> classPath,
    String mainClass,
    List<String> arguments,
    Path argFile,
    Path output,
    Path log) {

  /** Copies the collections. */
  public ChildSpec {
    jvmFlags = List.copyOf(jvmFlags);
    systemProperties = Map.copyOf(systemProperties);
    environment = Map.copyOf(environment);
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
  }
}
