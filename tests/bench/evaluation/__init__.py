"""The pages of evaluation: do they ask more, and answer more slowly, over ten years and 100 000 records?"""
