package org.convolex.certify;

/** Over what a lower bound holds. */
public enum Scope {
    /** The network's own training problem. */
    GLOBAL("no network of this architecture, of any width, has a lower training objective than the lower bound"),
    /** The convex program for the feature map of the model. */
    GIVEN_FEATURES("no matrix A in the nuclear-norm ball has a lower training objective than the lower bound, for the"
            + " features that this model holds; other features are not spoken of"),
    /** Each layer's convex program, on what the layers below give it. */
    PER_LAYER(
            "no matrix A in this layer's nuclear-norm ball has a lower training objective than the lower bound, for the"
                    + " features that this layer computes from the filters below it; other filters, and the network as a whole,"
                    + " are not spoken of"),
    /** The training problem of gated networks, for the gates of the model. */
    GIVEN_GATES(
            "no gated network with the gates that this model holds, of any width, has a lower training objective than the"
                    + " lower bound; other gates, and networks with rectifiers, are not spoken of"),
    /** The convex program of one direction, which the relaxation puts in the place of the network's training. */
    RELAXATION("no filter of at most the stated norm has a lower objective in the convex program of this direction; the"
            + " network's squared error is not spoken of, but where it is zero no filter has less");

    private final String words;

    Scope(String words) {
        this.words = words;
    }

    /** What the scope says, as a sentence without its full stop. */
    public String words() {
        return words;
    }
}
