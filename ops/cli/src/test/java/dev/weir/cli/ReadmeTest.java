package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What the documents say can be typed, can be typed; what they point to is there. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\s*(?:\\$ )?\\./weir +(.+)$");
  private static final Pattern ARGUMENT = Pattern.compile("\"[^\"]*\"|\\S+");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

  private static CommandLine weir() {
    return new CommandLine(new Weir()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @TestFactory
  Stream<DynamicTest> commands_inTheDocuments_areUnderstood() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      Matcher commands = COMMAND.matcher(Files.readString(document));
      while (commands.find()) {
        String line = commands.group(1).strip();
        tests.add(
            DynamicTest.dynamicTest(
                ROOT.relativize(document) + ": weir " + line,
                () ->
                    assertThatCode(() -> weir().parseArgs(arguments(line)))
                        .doesNotThrowAnyException()));
      }
    }
    assertThat(tests).as("documents of %s have commands", ROOT).hasSizeGreaterThan(5);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> links_inTheDocuments_leadSomewhere() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      Matcher links = LINK.matcher(Files.readString(document));
      while (links.find()) {
        Path target = document.resolveSibling(links.group(1)).normalize();
        tests.add(
            DynamicTest.dynamicTest(
                ROOT.relativize(document) + " → " + links.group(1),
                () -> assertThat(target).exists()));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      documents.add(ROOT.resolve(name));
    }
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }

  private static String[] arguments(String line) {
    List<String> arguments = new ArrayList<>();
    Matcher matcher = ARGUMENT.matcher(line);
    while (matcher.find()) {
      arguments.add(matcher.group().replace("\"", ""));
    }
    return arguments.toArray(String[]::new);
  }
}
