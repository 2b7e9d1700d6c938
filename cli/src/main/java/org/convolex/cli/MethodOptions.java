package org.convolex.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options of a command that has several methods: those that one method has for itself are the mixin of its name. They
 * are refused beside another method, which would ignore them in silence, and shown in a section of their own.
 *
 * @param methods all names
 */
record MethodOptions(List<String> methods) implements IHelpSectionRenderer {

    /**
     * @throws ParameterException if an option of another method than the chosen one was given
     */
    void requireOf(String chosen, CommandSpec command) {
        for (String method : methods) {
            for (OptionSpec option : ownOptions(method, command)) {
                if (!method.equals(chosen)
                        && command.commandLine().getParseResult().hasMatchedOption(option)) {
                    throw new ParameterException(
                            command.commandLine(),
                            option.longestName() + " is an option of --method " + method + ", not of " + chosen);
                }
            }
        }
    }

    /** The list of options in the help of the command: those that all methods have, then a section for each method. */
    @Override
    public String render(Help help) {
        List<OptionSpec> common = new ArrayList<>(help.commandSpec().options());
        StringBuilder sections = new StringBuilder();
        for (String method : methods) {
            List<OptionSpec> own = ownOptions(method, help.commandSpec());
            common.removeAll(own);
            sections.append(System.lineSeparator())
                    .append("Only of --method ")
                    .append(method)
                    .append(':')
                    .append(System.lineSeparator())
                    .append(list(help, own));
        }
        return list(help, common) + sections;
    }

    private static List<OptionSpec> ownOptions(String method, CommandSpec command) {
        return Objects.requireNonNull(command.mixins().get(method), method).options();
    }

    /** Columns as wide as all options need, so that the sections are aligned. */
    private static String list(Help help, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout(
                help.commandSpec().options(), help.commandSpec().positionalParameters(), help.colorScheme());
        layout.addAllOptions(
                options.stream().filter(option -> !option.hidden()).toList(), help.parameterLabelRenderer());
        return layout.toString();
    }
}
