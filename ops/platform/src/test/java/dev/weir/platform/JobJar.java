package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds the jar of the job in the resources, against the jars that the cluster runs with. */
final class JobJar {

  private static final List<String> SOURCES =
      List.of("ProbeJob.java", "Marker.java", "Pattern.java");

  private JobJar() {}

  static Path build(Path dir, Installation installation) throws IOException {
    Path classes = Files.createDirectories(dir.resolve("classes"));
    for (String source : SOURCES) {
      try (InputStream in = JobJar.class.getResourceAsStream("/job/" + source)) {
        Files.copy(in, dir.resolve(source));
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            Stream.concat(
                    Stream.of("-proc:none", "-d", classes.toString(), "-cp", jars(installation)),
                    SOURCES.stream().map(source -> dir.resolve(source).toString()))
                .toArray(String[]::new));
    assertThat(result).as("javac").isZero();
    return pack(classes, dir.resolve("probe-job.jar"));
  }

  private static String jars(Installation installation) throws IOException {
    try (Stream<Path> jars = Files.list(installation.home().resolve("lib/node"))) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
    return jar;
  }
}
