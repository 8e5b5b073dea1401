"""What everyone agrees on: places, goods, units and the meaning of hedges, as tables with their sources."""
