package dev.weir.platform.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The arguments of a Java launcher in a file, so that the command line stays short. */
final class ArgFile {

  private ArgFile() {}

  /** Writes the file of a child. */
  static void write(ChildSpec spec) throws IOException {
    Files.createDirectories(spec.argFile().getParent());
    Files.write(spec.argFile(), lines(spec), StandardCharsets.UTF_8);
  }

  /** One argument a line, each in quotes. */
  static List<String> lines(ChildSpec spec) {
    List<String> arguments = new ArrayList<>(spec.jvmFlags());
    new TreeMap<>(spec.systemProperties())
        .forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    List<String> classPath = new ArrayList<>();
    classPath.add(CodeSource.of(GuardedMain.class).toString());
    classPath.addAll(spec.classPath());
    arguments.add("-cp");
    arguments.add(String.join(File.pathSeparator, classPath));
    arguments.add(GuardedMain.class.getName());
    arguments.add(spec.mainClass());
    arguments.addAll(spec.arguments());
    return arguments.stream().map(ArgFile::quote).toList();
  }

  private static String quote(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
