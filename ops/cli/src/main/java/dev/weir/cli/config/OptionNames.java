package dev.weir.cli.config;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The names an option has outside the command line: {@code --kafka-port}, kafka-port,
 * WEIR_KAFKA_PORT.
 */
final class OptionNames {

  private OptionNames() {}

  /** The option's long name without dashes, which is its key in weir.yaml. */
  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  static String variable(String key) {
    return "WEIR_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Keys of all options of the command and its subcommands, help and version left out. */
  static Collection<String> keys(CommandLine command) {
    TreeSet<String> keys = new TreeSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        keys.add(key(option));
      }
    }
    for (CommandLine sub : command.getSubcommands().values()) {
      keys.addAll(keys(sub));
    }
    return keys;
  }
}
