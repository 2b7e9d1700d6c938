package org.convolex.data;

import java.util.List;

/**
 * The variations of MNIST that networks are compared on (Larochelle, Erhan, Courville, Bergstra, Bengio 2007): the digits as they
 * are, turned, and on backgrounds.
 */
public enum MnistVariation {
    /** The digits as they are. */
    BASIC("basic", false, Background.NONE),
    /** On noise. */
    RAND("rand", false, Background.NOISE),
    /** Turned. */
    ROT("rot", true, Background.NONE),
    /** On a piece of a photograph. */
    IMG("img", false, Background.PHOTOGRAPH),
    /** Turned, then put on a piece of a photograph, which is not turned. */
    IMG_ROT("img-rot", true, Background.PHOTOGRAPH);

    /** What is behind the digit. */
    enum Background {
        NONE,
        NOISE,
        PHOTOGRAPH
    }

    private final String folder;
    private final boolean turned;
    private final Background background;

    MnistVariation(String folder, boolean turned, Background background) {
        this.folder = folder;
        this.turned = turned;
        this.background = background;
    }

    /** All of them, in the order of the papers' tables. */
    public static List<MnistVariation> all() {
        return List.of(values());
    }

    /** The name of its folder. */
    public String folder() {
        return folder;
    }

    boolean turned() {
        return turned;
    }

    Background background() {
        return background;
    }
}
