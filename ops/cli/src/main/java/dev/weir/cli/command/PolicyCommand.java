package dev.weir.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code weir policy …}: what turns scores into actions. */
@Command(
    name = "policy",
    header = "Check a policy, and apply it to running jobs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "A policy turns scores, and what is known of author and campaign, into ALLOW, REVIEW or REMOVE.",
      "Running jobs follow the topic `policies`; docs/policies.md has the language.",
      ""
    },
    subcommands = {PolicyCheckCommand.class, PolicyApplyCommand.class, HelpCommand.class})
public final class PolicyCommand {}
