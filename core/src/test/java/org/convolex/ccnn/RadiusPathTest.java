package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RadiusPathTest {
    @Test
    void theRadiusGrowsWithTheRootOfTheNumberOfImages() {
        assertThat(RadiusPath.scaled(80, 2500, 2500)).isEqualTo(80);
        assertThat(RadiusPath.scaled(80, 2500, 10_000)).isEqualTo(160);
        assertThat(RadiusPath.scaled(80, 2500, 60_000)).isEqualTo(390);
    }
}
