import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: 12, height: 32 },
  mark: { height: 30, width: 30, flex: 'none' },
  word: {
    color: '#fff',
    font: '600 17px/1 system-ui, sans-serif',
    letterSpacing: '-0.01em',
    whiteSpace: 'nowrap',
  },
});

/** The mark: a server stack held by a heartbeat line; with `full` the name of the portal stands beside it. */
export const Logo = (props: { full: boolean }) => {
  const classes = useStyles();
  return (
    <span className={classes.root}>
      <svg className={classes.mark} viewBox="0 0 32 32" aria-hidden="true">
        <path d="M16 1.5 28.6 8.7v14.6L16 30.5 3.4 23.3V8.7Z" fill="#e4572e" />
        <path
          d="M6.5 17h4.6l2.3-6.4 4.4 11.6 2.6-7.4 1.1 2.2h4"
          fill="none"
          stroke="#fff"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {props.full && <span className={classes.word}>FHIR on AKS</span>}
    </span>
  );
};
