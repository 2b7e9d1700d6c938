package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A command with two methods, bread and cake. */
class MethodOptionsTest {
    private static final MethodOptions METHODS = new MethodOptions(List.of("bread", "cake"));

    private final Baking baking = new Baking();
    private final CommandLine line = new CommandLine(baking);

    @Command(name = "bake", sortOptions = false)
    private static final class Baking {
        @Option(names = "--flour", description = "grams")
        private int flour;

        @Option(names = "--heat", hidden = true)
        private int heat;

        @Mixin(name = "bread")
        private Bread bread = new Bread();

        @Mixin(name = "cake")
        private Cake cake = new Cake();
    }

    private static final class Bread {
        @Option(names = "--yeast", defaultValue = "7", description = "grams")
        private int yeast;
    }

    private static final class Cake {
        @Option(
                names = {"-s", "--sugar"},
                description = "grams")
        private int sugar;
    }

    @BeforeEach
    void inSections() {
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, METHODS);
    }

    @Test
    void takesTheOptionsOfAllMethodsAndOfTheChosenOne() {
        line.parseArgs("--flour", "500", "--yeast", "10");
        assertThatCode(() -> METHODS.requireOf("bread", line.getCommandSpec())).doesNotThrowAnyException();
        assertThat(baking.flour + baking.bread.yeast).isEqualTo(510);
    }

    /** That of the yeast is no option that was given. */
    @Test
    void defaultsOfOtherMethodsAreNotInTheWay() {
        line.parseArgs("--sugar", "200");
        assertThatCode(() -> METHODS.requireOf("cake", line.getCommandSpec())).doesNotThrowAnyException();
    }

    @Test
    void refusesAnOptionOfAnotherMethod() {
        line.parseArgs("--flour", "500", "-s", "200");
        assertThatThrownBy(() -> METHODS.requireOf("bread", line.getCommandSpec()))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--sugar is an option of --method cake, not of bread");
    }

    @Test
    void showsASectionForEachMethod() {
        assertThat(line.getUsageMessage().lines().skip(1).map(String::strip).toList())
                .containsExactly(
                        "--flour=<flour>   grams",
                        "",
                        "Only of --method bread:",
                        "--yeast=<yeast>   grams",
                        "",
                        "Only of --method cake:",
                        "-s, --sugar=<sugar>   grams");
    }
}
