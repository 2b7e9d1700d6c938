package org.convolex.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ClassWeights;
import org.convolex.data.InvalidInputException;
import org.convolex.data.MnistVariations;
import org.convolex.data.Task;
import org.convolex.exact.Architecture;
import org.convolex.exact.Patterns;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.network.Activation;
import org.convolex.optim.Loss;
import org.convolex.optim.Losses;
import org.convolex.optim.Solvers;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.FilterSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options. Each says what it expects, and what it got instead. */
final class OptionValues {
    /** What {@link AutoCount} makes of {@code auto}. */
    static final int AUTO_COUNT = CcnnSettings.AUTO_PATCH;

    private OptionValues() {}

    private static TypeConversionException expected(String what, String got) {
        return new TypeConversionException("expected " + what + ", got '" + got + "'");
    }

    private static int integer(String text, int least, int most, String what) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw expected(what, text);
    }

    private static double positive(String text, double below, String what) {
        try {
            double value = Double.parseDouble(text);
            if (value > 0 && value < below) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw expected(what, text);
    }

    /** An integer of at least 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 1, Integer.MAX_VALUE, "an integer >= 1");
        }
    }

    /** An integer of at least 2. */
    static final class CircularLayers implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 2, Integer.MAX_VALUE, "an integer >= 2");
        }
    }

    /** An integer of at least 1, or {@code auto}. */
    static final class AutoCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return text.equals("auto") ? AUTO_COUNT : integer(text, 1, Integer.MAX_VALUE, "auto or an integer >= 1");
        }
    }

    /** An integer of at least 0. */
    static final class CountOrZero implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 0, Integer.MAX_VALUE, "an integer >= 0");
        }
    }

    /** A task, by its name in lower case. */
    static final class TaskName implements ITypeConverter<Task> {
        @Override
        public Task convert(String text) {
            return named(Task.values(), task -> task.name().toLowerCase(Locale.ROOT), "one of ", text);
        }
    }

    /** A kernel, by its name. */
    static final class Kernel implements ITypeConverter<KernelFamily> {
        @Override
        public KernelFamily convert(String text) {
            return named(KernelFamily.values(), KernelFamily::label, "one of ", text);
        }
    }

    /** A network with an exact convex program, by its name. */
    static final class ArchitectureName implements ITypeConverter<Architecture> {
        @Override
        public Architecture convert(String text) {
            return named(Architecture.values(), Architecture::label, "one of ", text);
        }
    }

    /** A convex activation, by its name. */
    static final class ActivationName implements ITypeConverter<Activation> {
        @Override
        public Activation convert(String text) {
            try {
                return Activation.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Where directions come from, by its name. */
    static final class DirectionName implements ITypeConverter<Direction> {
        @Override
        public Direction convert(String text) {
            return named(Direction.values(), Direction::label, "one of ", text);
        }
    }

    /** A set of filters. */
    static final class Constraint implements ITypeConverter<FilterSet> {
        @Override
        public FilterSet convert(String text) {
            try {
                return FilterSet.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A finite number of at least 0. */
    static final class Nonnegative implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return text.matches("[+-]?0+(\\.0*)?")
                    ? (Double) 0.0
                    : (Double) positive(text, Double.POSITIVE_INFINITY, "a finite number >= 0");
        }
    }

    /** {@code price}, {@code all}, or how many to draw. */
    static final class PatternSource implements ITypeConverter<Patterns> {
        @Override
        public Patterns convert(String text) {
            return switch (text) {
                case "price" -> Patterns.PRICED;
                case "all" -> Patterns.ALL;
                default -> Patterns.sampled(integer(text, 1, Integer.MAX_VALUE, "price, all or an integer >= 1"));
            };
        }
    }

    /** Feature maps by their names, with commas between them; none for {@code auto}. */
    static final class Maps implements ITypeConverter<MapNames> {
        @Override
        public MapNames convert(String text) {
            return new MapNames(
                    text.equals("auto")
                            ? List.of()
                            : Arrays.stream(text.split(",", -1))
                                    .map(name -> named(MapKind.values(), MapKind::label, "auto or one of ", name))
                                    .toList());
        }
    }

    /** Feature maps, one for all layers or one for each; none for the defaults. */
    record MapNames(List<MapKind> kinds) {}

    private static <T> T named(T[] values, Function<T, String> label, String what, String text) {
        List<String> labels = Arrays.stream(values).map(label).toList();
        int index = labels.indexOf(text);
        if (index < 0) {
            throw expected(what + String.join(", ", labels), text);
        }
        return values[index];
    }

    /** A number of threads. */
    static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 1, 1024, "an integer in 1..1024");
        }
    }

    /** A TCP port, 0 for any that is free. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 0, 65535, "an integer in 0..65535");
        }
    }

    /** Any integer that fits into 64 bits. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw expected("a 64-bit integer", text);
            }
        }
    }

    /** A positive finite number, or {@code auto}. */
    static final class AutoOrPositive implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return text.equals("auto")
                    ? (Double) CcnnSettings.AUTO
                    : (Double) positive(text, Double.POSITIVE_INFINITY, "auto or a finite number > 0");
        }
    }

    /** A number of samples, or {@code auto}, which is 0. */
    static final class AutoSamples implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.equals("auto")) {
                return 0L;
            }
            try {
                long value = Long.parseLong(text);
                if (value >= 1) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw expected("auto or an integer >= 1", text);
        }
    }

    /** A positive number such as a step size, or {@code auto}, which is 0. */
    static final class AutoStep implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return text.equals("auto")
                    ? (Double) 0.0
                    : (Double) positive(text, Double.POSITIVE_INFINITY, "auto or a finite number > 0");
        }
    }

    /** A number from 0 to 1. */
    static final class UpToOne implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                double value = Double.parseDouble(text);
                if (value >= 0 && value <= 1) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw expected("a number in [0, 1]", text);
        }
    }

    /** A loss by its name. */
    static final class LossName implements ITypeConverter<Loss> {
        @Override
        public Loss convert(String text) {
            try {
                return Losses.byName(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A solver's name. */
    static final class SolverName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!Solvers.names().contains(text)) {
                throw expected("one of " + String.join(", ", Solvers.names()), text);
            }
            return text;
        }
    }

    /** {@code none}, {@code balanced}, or one number for each class; how many there are is seen when the data is. */
    static final class ClassWeight implements ITypeConverter<ClassWeights> {
        @Override
        public ClassWeights convert(String text) {
            return switch (text) {
                case "none" -> ClassWeights.NONE;
                case "balanced" -> ClassWeights.BALANCED;
                default -> given(text);
            };
        }

        private static ClassWeights given(String text) {
            String[] parts = text.split(",", -1);
            double[] weights = new double[parts.length];
            for (int k = 0; k < parts.length; k++) {
                try {
                    weights[k] = Double.parseDouble(parts[k]);
                } catch (NumberFormatException e) {
                    throw expected("none, balanced or numbers separated by commas", text);
                }
            }
            try {
                return ClassWeights.of(weights);
            } catch (InvalidInputException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A positive finite number. */
    static final class Positive implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return positive(text, Double.POSITIVE_INFINITY, "a finite number > 0");
        }
    }

    /** A number between 0 and 1. */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return positive(text, 1, "a number in (0, 1)");
        }
    }

    /** A positive finite number of seconds. */
    static final class Seconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return positive(text, Double.POSITIVE_INFINITY, "a finite number of seconds > 0");
        }
    }

    /** A size in bytes such as 512m or 8g. */
    static final class Memory implements ITypeConverter<Long> {
        private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmgt])");

        @Override
        public Long convert(String text) {
            Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
            if (!size.matches() || size.group(1).matches("0+")) {
                throw expected("a size such as 512m or 8g", text);
            }
            int shift = 10 * (1 + "kmgt".indexOf(size.group(2)));
            return Long.parseLong(size.group(1)) << shift;
        }
    }

    /** Three sizes, such as 10000,2000,50000. */
    static final class Sizes implements ITypeConverter<MnistVariations.Sizes> {
        private static final Pattern SIZES = Pattern.compile("([1-9]\\d{0,8}),([1-9]\\d{0,8}),([1-9]\\d{0,8})");

        @Override
        public MnistVariations.Sizes convert(String text) {
            Matcher sizes = SIZES.matcher(text);
            if (!sizes.matches()) {
                throw expected("three integers >= 1, such as 10000,2000,50000", text);
            }
            return new MnistVariations.Sizes(
                    Integer.parseInt(sizes.group(1)),
                    Integer.parseInt(sizes.group(2)),
                    Integer.parseInt(sizes.group(3)));
        }
    }
}
