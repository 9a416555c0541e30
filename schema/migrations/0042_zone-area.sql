-- A zone may have an outline besides the point of its sign: drawn by an officer, GeoJSON as an alert's area.
ALTER TABLE zone ADD COLUMN area TEXT CHECK (area IS NULL OR json_valid(area));
