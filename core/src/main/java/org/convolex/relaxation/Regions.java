package org.convolex.relaxation;

import org.convolex.certify.FilterRegion;
import org.convolex.data.InvalidInputException;

/** Sets of filters as certifiers know them. */
final class Regions {
    private Regions() {}

    /**
     * @throws InvalidInputException if there is no certifier for the set
     */
    static FilterRegion of(FilterSet set) {
        if (set instanceof FilterSet.Box box) {
            return new FilterRegion.Box(box.low(), box.high());
        }
        if (set instanceof FilterSet.Ball ball) {
            return new FilterRegion.Ball(ball.radius());
        }
        if (set instanceof FilterSet.SumBall ball) {
            return new FilterRegion.SumBall(ball.radius());
        }
        if (set instanceof FilterSet.Everything) {
            return new FilterRegion.Everything();
        }
        throw new InvalidInputException("models with the constraint '" + set.label() + "' cannot be certified");
    }
}
