package org.convolex.bench;

import java.util.SplittableRandom;

/** What trainings by back-propagation in PyTorch, through DJL, have in common. */
public final class PyTorch {
    /** The engine's name. */
    public static final String ENGINE = "PyTorch";

    /** Comes with PyTorch's own libraries only. */
    private static final String NATIVE = "native/lib/pytorch.properties";

    private PyTorch() {}

    /** To be called before the engine starts: it would look for updates, and say that it is there. */
    public static void silence() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /** Whether PyTorch is there for this platform. */
    public static boolean available() {
        return PyTorch.class.getClassLoader().getResource(NATIVE) != null;
    }

    /** Puts the numbers from 0 on into the array, in an order of chance. */
    public static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
