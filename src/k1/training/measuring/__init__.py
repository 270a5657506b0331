"""How a run is measured: replies asked, scored and given an interval."""
